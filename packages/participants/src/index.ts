export { type Account, makeAdministrator } from './administrator'
export { confirmMembership, type MembershipKey } from './confirm-membership'
export type { ParticipantsContext, ParticipantsReadContext } from './context'
export { createOrganisation, type NewOrganisation } from './create-organisation'
export { editParticipant, type ParticipantEdit } from './edit'
export { getParticipant, getParticipants } from './get'
export { type ImportedOrganisation, importOrganisations } from './import-organisations'
export { type ImportedParticipant, importParticipants } from './import-participants'
export { type Joining, joinConsultation } from './join'
export { leaveOrganisation } from './leave-organisation'
export { countParticipants, listParticipants, type ParticipantFilter } from './list'
export { countOrganisations, listOrganisations, type OrganisationFilter } from './list-organisations'
export { markNoticesRead } from './mark-notices-read'
export {
  countMemberships,
  listMemberships,
  listMembershipsOf,
  type Membership,
  type MembershipFilter,
} from './memberships'
export { countNotices, listNotices, type Notice, type NoticeFilter } from './notices'
export { notify } from './notify'
export { getOrganisationBySlug, getOrganisations, type Organisation } from './organisation'
export { getOwnProfile, getOwnProfiles, type ParticipantProfile } from './profile'
export { MAX_MEMBERSHIPS, type MembershipRequest, requestMembership } from './request-membership'
export { countRoleGrants, listRoleGrants, type RoleGrant, type RoleGrantFilter } from './role-grants'
export { grantRole, type RoleChange, revokeRole } from './roles'
export { listShownTerritoryIds } from './territory'
export { type OrganisationVerification, verifyOrganisation } from './verify-organisation'
