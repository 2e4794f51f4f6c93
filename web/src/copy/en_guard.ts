// Sentences for moments that are not about words: the cards of help, and the frame of the companion in Shelter.
// SAFETY 4.2 to 4.5 binds them: believe first, one idea a sentence, 14 words at most, no digits in threes, no advice to
// stay or to leave. What the companion's pages say lives in content/paths.json.

const seen = 'If somebody may look at this device, another one is safer.';
const alone = 'Until Bothy closes, it offers you acts for one person only. Nobody else sees that.';

export const guard = {
  name: 'Help',
  safe: 'I am safe for now',
  safeHint: 'This folds the card away. You can come back at any hour.',
  kept: 'Nothing about this card is kept or sent.',
  country: 'You can change it at any time.',
  more: 'More lines, in many countries:',
  noLine: (country: string) => `Bothy has no checked line for this in ${country} yet.`,
  topics: {
    domestic_abuse: 'When somebody hurts, frightens or controls you',
    suicide: 'When there are thoughts of ending a life',
    general: 'When you need somebody to talk to',
    child: 'For children and teenagers',
  },
  cannot: 'This is a written page. It cannot see how you are, and it calls nobody.',
  acts: {
    leave: 'No, leave this page',
    watched: 'Is somebody watching this device?',
    settle: 'Settle first',
    now: 'I may act on it soon',
  },

  cards: {
    urgent: {
      title: 'Your safety comes first',
      text: ['Is it safe to read this here?'],
      after: ['You are believed. You decide what happens next.'],
    },
    fear: {
      title: 'Being afraid is a good reason to be here',
      text: ['You are believed.', 'What somebody does to you is not your fault.', 'You decide what happens next. There is no wrong choice.', seen],
      after: ['People at a line for this know it well. You can say little.', alone],
    },
    self: {
      title: 'That sounds very heavy',
      text: ['Are you thinking of ending your life?', 'You can say yes here, and to a line. Nobody is shocked.', 'Such thoughts come in waves. Waves pass.', 'Is there one person who could sit with you, or talk?'],
      after: ['If something near you could hurt you, put distance between you and it.', 'Somebody you trust can hold it for you.', 'This page is here again tomorrow, and at night.'],
    },
    someone: {
      title: 'It is good that you noticed',
      text: ['If they are in danger now, the emergency number is for this too.', 'You can ask them calmly whether they are safe.', 'Asking about ending their life does not put the thought there.', 'Listening is already help.'],
      after: ['The lines talk with worried people as well.', 'You do not carry this alone.'],
    },
    young: {
      title: 'A child is never to blame for this',
      text: ['Nobody may hurt a child, or touch one in a way that feels wrong.', 'If this is you: you did nothing wrong.', 'If the other person is an adult, it is their doing, not yours.', seen],
      after: ['A teacher, a doctor or a relative you trust can help too.', 'You can tell a little, and stop at any time.'],
    },
    their_threat: {
      title: 'Their life is not yours to carry alone',
      text: ['Somebody put their life on your shoulders. That is heavy.', 'If they may act now, the emergency number is for them.', 'Trained people can take over from there.', 'Words like these can also hold a person in place. Both can be true.'],
      after: ['You may ask for help for yourself as well.', alone],
    },
    own_harm: {
      title: 'Stop here, and get distance',
      text: ['Go to another room, or outside, before anything else is said.', 'If somebody is hurt or in danger, call the emergency number.', 'Hurting, scaring or tracking somebody harms them, whatever came before.', 'What you do next is yours to choose, and it can be different.'],
      after: ['There are people whose work is to help others stop this.', "Bothy's list has no checked line for that yet.", 'A doctor or a general line may know one near you.', 'Bothy offers no words to send now.'],
    },
    unshared: {
      title: 'This sounds frightening and tiring',
      text: ['What you feel is real, and it is a lot.', 'This page cannot check what is happening.', 'With too little sleep, everything gets louder. Rest comes first.', 'Is there one person you trust, or a doctor, whom you could tell?'],
      after: ['If you think somebody tracks this device, the check-up is quiet.', 'If it gets too much, the emergency number is for this too.'],
    },
    strain: {
      title: 'That is a lot to carry',
      text: ['Many people carry something like this, often in silence.', 'It takes the time it takes.', 'A doctor can help with drink, drugs, food, grief, or after a birth.'],
      after: ['A line can listen while you find the next step.'],
    },
    slow_down: {
      title: 'This reads as a hot moment',
      text: ['It can wait.', 'Slow breathing first, or some time apart with a time to come back.'],
      after: ['The words are easier to find afterwards.'],
    },
  },

  buttons: {
    title: 'Bothy cannot read these words yet',
    text: 'It reads English only. Here is help by tapping:',
    urgent: 'I am not safe',
    self: 'I am thinking of ending my life',
    fear: 'I am afraid of someone',
  },

  companion: {
    door: ['Pages for a hard moment', 'Written pages to go through, one small step at a time.'],
    title: 'For this moment',
    what: ['These are written pages. No person is here, and no machine that thinks.', 'They are the same by day and night, and work without a network.', 'Nothing you write here is kept or sent.'],
    write: 'What is going on?',
    writeHint: 'As much or as little as you like, in English.',
    read: 'Go on',
    moments: 'Or choose what comes closest',
    more: 'If it is more than a hard moment',
    now: 'For now',
    unheard: 'These words could not be read here right now. Tap what fits:',
    trouble: 'The written pages could not be opened. The buttons below still work.',
    breathe: 'Breathe for a minute',
    skip: 'Go on without',
    unsent: 'Unsent',
    unsentHint: 'It is gone when you go on.',
    did: 'That is enough',
    done: 'Done',
    lines: 'Help lines',
    talk: 'To Talk',
    stop: 'Stop',
  },
};
