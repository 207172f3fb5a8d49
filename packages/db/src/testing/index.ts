export { aComment, aConsultation, aContribution, anEvent, aParticipant, aPerson, aTheme } from './builders'
export { canRace, openTestDb, type TestDatabase } from './open'
export { prepareTemplate } from './template'
