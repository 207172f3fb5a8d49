import { type GraphQLSchema, lexicographicSortSchema } from 'graphql'
import { builder } from './builder'

/** The schema of every package imported so far, sorted. */
export const buildSchema = (): GraphQLSchema => lexicographicSortSchema(builder.toSchema())
