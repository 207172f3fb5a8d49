import type { WriteContext } from './context'

/** What a participant is told of, for themselves alone. */
export interface NewNotice {
  participantId: string
  /** `<subject>.<past participle>`, as `content.hidden`. */
  type: string
  payload: Record<string, string | number | boolean | null>
}

/** Tells a participant of an act, in its transaction: the app hands it over to the packages whose acts are told of. */
export type Notify = (tx: WriteContext, notice: NewNotice) => Promise<void>
