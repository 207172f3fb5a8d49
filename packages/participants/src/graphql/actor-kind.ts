import { ActorKind } from '@cahier/db'
import { builder } from '@cahier/graphql'

builder.enumType(ActorKind, {
  name: 'ActorKind',
  description: 'What somebody is in the education community; they say it themselves, when they join.',
  values: {
    PUPIL: { description: 'Pupil or student (élève, étudiant).' },
    PARENT: { description: 'Parent or guardian of a pupil.' },
    TEACHER: { description: 'Teacher.' },
    MANAGEMENT: { description: 'Management (personnel d’encadrement): heads of schools, inspectors, recteurs.' },
    STAFF: { description: 'Other staff (agent): administration, libraries, health, technical work.' },
    LOCAL_AUTHORITY: { description: 'Local authority (collectivité territoriale): elected people and their staff.' },
    ASSOCIATION: { description: 'Association.' },
    COMPANY: { description: 'Partner company (entreprise partenaire).' },
    OTHER: { description: 'None of these.' },
  },
})
