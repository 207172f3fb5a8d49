import { addMessages } from '@cahier/graphql'

addMessages({
  fr: {
    'rule.capacity': 'Un nombre entier de places, de 1 à 100 000.',
    'rule.full': 'Il n’y a plus de place.',
    'rule.timeZone': 'Un nom de fuseau horaire de la base IANA, comme Europe/Paris.',
    schoolHours:
      'Une rencontre d’école a lieu hors du temps scolaire : pas du lundi au vendredi entre {from} et {to} (heure de {timeZone}).',
    capacityBelowConfirmed:
      '{confirmedCount, plural, one {Une inscription est déjà confirmée} other {# inscriptions sont déjà confirmées}} : prévoyez au moins autant de places.',
    'registrationClosed.EVENT_HIDDEN': 'La modération a masqué cette rencontre : on ne s’y inscrit pas.',
    'registrationClosed.EVENT_CANCELLED': 'Cette rencontre est annulée.',
    'registrationClosed.EVENT_STARTED': 'Cette rencontre a déjà commencé.',
    'notice.registration.confirmed': 'Une place s’est libérée : votre inscription à la rencontre est confirmée.',
    'notice.event.cancelled': 'Une rencontre à laquelle vous étiez inscrit est annulée.',
  },
  en: {
    'rule.capacity': 'A whole number of places, 1 to 100,000.',
    'rule.full': 'No place is left.',
    'rule.timeZone': 'A name of the IANA time zone database, such as Europe/Paris.',
    schoolHours:
      'A school’s event is held outside of school time: not from Monday to Friday between {from} and {to} (time of {timeZone}).',
    capacityBelowConfirmed:
      '{confirmedCount, plural, one {One registration is confirmed already} other {# registrations are confirmed already}}: keep at least as many places.',
    'registrationClosed.EVENT_HIDDEN': 'Moderation hid this event: nobody registers for it.',
    'registrationClosed.EVENT_CANCELLED': 'This event is cancelled.',
    'registrationClosed.EVENT_STARTED': 'This event has started already.',
    'notice.registration.confirmed': 'A place has freed: your registration for the event is confirmed.',
    'notice.event.cancelled': 'An event that you had registered for is cancelled.',
  },
})
