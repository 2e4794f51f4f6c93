// Sentences of the settings screens in English.
// No logic but plurals.

export const settings = {
  title: 'Settings',
};
