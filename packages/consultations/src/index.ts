export {
  archiveConsultation,
  type ConsultationChange,
  createConsultation,
  editConsultation,
  publishConsultation,
} from './change'
export type { Consultation } from './consultation'
export type { ConsultationsContext, ConsultationsReadContext } from './context'
export { getConsultation, getConsultationBySlug, getConsultations } from './get'
export { importConsultation } from './import'
export { type ConsultationFilter, countConsultations, listConsultations } from './list'
export { addPage, editPage, removePage } from './pages'
export {
  type ContextPage,
  getPages,
  getPhases,
  getSpaces,
  isRunning,
  listPages,
  listPhases,
  listSpaces,
  type Phase,
  type Space,
} from './parts'
export { addPhase, editPhase, removePhase } from './phases'
export type { ConsultationFields, ConsultationSheet, PageFields, PhaseFields, SpaceFields } from './rules'
export { addSpace, editSpace, removeSpace } from './spaces'
export type { PartChange } from './write-part'
