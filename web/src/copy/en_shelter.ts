// Sentences of the shelter screens in English.
// No logic but plurals.

export const shelter = {
  title: 'Shelter',
};
