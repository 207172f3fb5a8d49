import { encodeId } from '@cahier/graphql'
import type { Answered } from './acts'
import type { Ground, nodesOf } from './ground'
import { queryBy, requiredBy, type Way } from './ways'

/** Asks for fields of the ground by their ways. */
export interface Reads {
  /** Good values of the arguments that a field and its way require. */
  givenFor(way: Way): Record<string, unknown>
  read(way: Way, variables: Record<string, unknown>): Promise<Answered>
}

export const openReads = (ground: Ground, nodes: Awaited<ReturnType<typeof nodesOf>>): Reads => {
  const { here, theme, territory, contribution, event, organisation, people, gateway } = ground
  const consultationId = encodeId('Consultation', here.id)
  // By `field.argument`, else by the argument's name.
  const given: Record<string, unknown> = {
    consultationId,
    'consultation.slug': here.slug,
    'theme.slug': theme.slug,
    'event.slug': event.slug,
    'organisation.slug': organisation.slug,
    'moderation.subjectId': encodeId('Contribution', contribution.id),
    'node.id': consultationId,
    'nodes.ids': [consultationId],
    activity: 'VOTING',
    kind: territory.kind,
    code: territory.code,
  }
  return {
    givenFor: (way) =>
      Object.fromEntries(
        requiredBy(way).map(({ variable, field, argument }) => [
          variable,
          given[`${field}.${argument}`] ?? given[argument],
        ]),
      ),
    read: async (way, variables) => {
      const nodeId = way.from === 'Query' ? undefined : nodes.get(way.from)
      // Some lists are for moderators, others for organisers.
      const { token } = /flag|decision|moderation/i.test(way.name) ? people.moderator : people.organiser
      const asked = { query: queryBy(way), variables: { ...variables, ...(nodeId && { nodeId }) } }
      const response = await gateway.send(asked, { token })
      const text = await response.text()
      return { status: response.status, text, body: JSON.parse(text) }
    },
  }
}
