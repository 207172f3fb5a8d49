export type { ContributionsContext, ContributionsReadContext } from './context'
export type { Contribution } from './contribution'
export { getContribution, getContributions } from './get'
