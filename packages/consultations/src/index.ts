export type { ConsultationChange } from './change'
export type { Consultation } from './consultation'
export type { ConsultationsContext, ConsultationsReadContext } from './context'
export { addContextPage, editContextPage, removeContextPage } from './context-pages'
export { createConsultation } from './create'
export { editConsultation } from './edit'
export { getConsultation, getConsultationBySlug, getConsultations } from './get'
export { importConsultation } from './import'
export { type ConsultationFilter, countConsultations, listConsultations } from './list'
export {
  type ContextPage,
  getContextPages,
  getPhases,
  getSpaces,
  isRunning,
  listContextPages,
  listPhases,
  listSpaces,
  type Phase,
  type Space,
} from './parts'
export { addPhase, editPhase, removePhase } from './phases'
export type {
  ConsultationEdit,
  ConsultationFields,
  ConsultationSheet,
  ContextPageEdit,
  ContextPageFields,
  PhaseEdit,
  PhaseFields,
  SpaceEdit,
  SpaceFields,
} from './rules'
export { addSpace, editSpace, removeSpace } from './spaces'
export { archiveConsultation, publishConsultation } from './status'
export type { PartChange } from './write-part'
