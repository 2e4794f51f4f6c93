// Sentences of Learn by trying and of the page that says how estimates are made and how sure they are.
// Grade 7, with sources. No logic but plurals.

export const learn = {
  title: 'Learn by trying',
  intro: 'Made-up couples, a year at once. Move a slider and watch how safe one of the two feels.',
  madeUp: 'These couples are made up by a small machine of rules. No real couple is in it, and none is foretold. Which way things move comes from research; how far they move is guessed.',
  presets: 'Try one',
  preset: {
    usual: 'All as usual', hot_cold: 'Warm, but hot and cold', steady: 'Steady and modest', no_repair: 'No repairs', small_repairs: 'Small repairs, always',
  } as Record<string, string>,
  sliders: 'Set it yourself',
  slider: {
    warmth: ['Warmth', 'cool', 'as usual', 'warm'],
    steadiness: ['Steadiness', 'hot and cold', 'as usual', 'steady'],
    repair: ['Repair after a hurt', 'never', 'as usual', 'nearly always'],
    anxiety: ['Seeking closeness', 'little', 'as usual', 'much'],
    avoidance: ['Keeping distance', 'little', 'as usual', 'much'],
  } as Record<string, [string, string, string, string]>,
  theirs: 'How the other one is',
  own: 'What the first one brings along',
  chart: 'How safe it feels over a year',
  chartEnds: ['not at all', 'fully'] as [string, string],
  label: (start: string, end: string, low: string, high: string) => `How safe it feels in many made-up couples over a year: the middle goes from ${start} to ${end}; at the end eight couples in ten lie between ${low} and ${high}. One couple is drawn as a thin line. The table has each week.`,
  week: (n: number) => `week ${n}`,
  legend: { band: 'eight couples in ten', middle: 'the couple in the middle', one: 'one couple, day by day', rupture: 'a hurt', repair: 'a repair' },
  columns: { week: 'Week', low: 'Low', middle: 'Middle', high: 'High', one: 'One couple' },
  figures: {
    mended: ['of hurts were mended within three days', '%'],
    told: ['things told openly in a week', ''],
    low_days: ['of days were low, below 40', '%'],
  } as Record<string, [string, string]>,
  figuresTitle: 'In these couples',
  waiting: 'A year goes by',
  notYet: 'The year could not be made just now. Move a slider to try again.',
  questions: [
    'Warm but hot and cold against steady and modest: which feels safer?',
    'Leave the warmth as it is and take the repairs away. What happens to the line?',
    'Is it one big thing, or many small ones?',
  ],
  questionsTitle: 'Things to find out',
};

export const methods = {
  title: 'What this is, and how sure',
  lead: 'Bothy looks for a line through your own answers and says how wide the doubt around it is. It does this on your device. It never sees your partner\'s answers, and your partner never sees yours.',
  parts: [
    { title: 'What goes in', text: ['Your answers to "Could I be myself?" and "Is it safe to lean?", the stress you note, and the things you tap: a hurt, making up, being heard or something kind; and promises to you, kept or missed. Of the last two years, not more.', 'What your partner answers does not go in, and neither do their ratings of you. A promise to you counts once the one who promised marks it kept or missed, in what you both see; a repair counts by how it felt to you.'] },
    { title: 'What comes out', text: ['Three layers are kept apart: what is usual for you, which moves in months; how safe it feels lately, which moves in days; and what is still open after a hurt, which fades in days when nothing is done and faster when it is mended.', 'One day does not change much. A run of days does.'] },
    { title: 'The band', text: ['Every number has a range around it. If the model fits you, the true value lies in the range nine times in ten. Few answers make a wide range, many a narrow one. An answer at the very end of a slider counts as "at least that".', 'Days in the past are drawn looking back, with all answers known. The newest day knows only what came before it, so it is drawn in another way, and it may be seen differently in a week.'] },
    { title: 'When it speaks', text: ['Below a certain number of days a guess about you would be a guess about most people. Until then it says "still getting to know you". How safe it feels: after 7 days. How steady: after 30. Time to recover: after 3 hurts that passed.'] },
    { title: 'What moved with it', text: ['The change of a week is taken apart into your answers, each thing that happened, and time passing. The parts add up to the whole change. They tell what went along with what. They do not tell why, and they are not about fault.'] },
    { title: 'Tomorrow', text: ['It says where your next answer will probably lie, and counts how often it was right. If the inner band held far more or far less than half of your answers, trust the bands less.', 'Nothing looks further than tomorrow. In 43 studies with 11,196 couples, how a relationship would change could not be told beforehand.'] },
    { title: 'What it is not', text: ['It is no mark for you, for your partner or for the two of you. It does not compare you, and does not say who is right. It is no test for an illness and no advice to stay or to go.', 'If you are afraid of somebody, the feeling counts more than any line here. Shelter is one tap away.'] },
    { title: 'What is guessed', text: ['How fast a hurt fades, how much a repair mends and how long a level lasts are first guesses of ours, kept wide, because no open diary of real couples has what would be needed. Your own answers replace them, as far as they go. How strongly one of you moves the other cannot be learned from one couple in years, so it is not shown.', 'Once a day, while the app is open, Bothy fits its pace to your own days. Numbers may move by a point or two then.', 'No outside expert has checked these numbers yet.'] },
  ],
  sourcesTitle: 'Sources',
  sources: [
    'Hazan & Shaver 1987: feeling safe means that the other is there and answers.',
    'Reis & Shaver 1988: closeness grows where people feel understood, valued and cared for.',
    'Laurenceau, Barrett & Pietromonaco 1998: telling something, being met, feeling close, in diaries.',
    'Murray, Holmes & Collins 2006: people lean in where it feels safe, and guard themselves where it does not.',
    'Campbell, Simpson, Boldry & Rubin 2010: ups and downs matter beside the level.',
    'Prager and others 2019: mending and taking the other view go with quicker recovery.',
    'Joel and others 2020: change in a relationship could not be foretold.',
    'Kalman 1960; Rauch, Tung & Striebel 1965: how to follow a moving thing through noisy answers, and to look back.',
    'Fried, Papanikolaou & Epskamp 2021: the public diary of students on which the ups and downs were tried.',
  ],
};
