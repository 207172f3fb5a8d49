import '@cahier/consultations/graphql'
import '@cahier/territories/graphql'
import '@cahier/participants/graphql'
import '@cahier/themes/graphql'
import '@cahier/contributions/graphql'
import '@cahier/events/graphql'
import '@cahier/moderation/graphql'
import '@cahier/identity/graphql'
import { buildSchema } from '@cahier/graphql'

/** Every package's types, in one schema. */
export const schema = buildSchema()
