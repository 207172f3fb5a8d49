export { type ContributionActivity, countPublishedByTheme, listContributionActivity } from './activity'
export type { ContributionChange } from './change'
export type { ContributionsContext, ContributionsReadContext } from './context'
export type { Contribution } from './contribution'
export { editContribution } from './edit'
export { ThemeClosedError } from './errors'
export type { ContributionFilter, ContributionParent } from './filter'
export { getContribution, getContributions } from './get'
export { importContributions } from './import/contributions'
export type { ImportedContribution, ImportedSource } from './import/rules'
export { importSources } from './import/sources'
export { countContributions, listContributions } from './list'
export { listOwnContributions } from './list-own'
export { type ContributionsUnder, listContributionsUnder } from './list-under'
export {
  findModeratedContribution,
  hideContribution,
  type ModeratedContribution,
  restoreContribution,
} from './moderation'
export { moveContributions } from './move'
export type { ContributionOrder, ListedContribution } from './order'
export { proposeContribution } from './propose'
export { publishContribution } from './publish'
export type { ContributionEdit, NewContribution, NewSource } from './rules'
export { listSources, type Source } from './sources'
export { type ContributionVersion, listVersions } from './versions'
export { type ContributionWithdrawal, withdrawContribution } from './withdraw'
