// Kitchen measures: fills the table and answers the two small forms. It keeps nothing and asks nobody.
// Weights are grams per US cup, as printed on bakers' charts and rounded to whole grams.
const cups = { Water: 240, Milk: 245, 'Plain flour': 120, 'Wholemeal flour': 113, 'Bread flour': 120, 'White sugar': 200, 'Brown sugar': 213, 'Icing sugar': 113, Butter: 227, Oil: 198, Honey: 336, 'Cocoa powder': 84, 'Rolled oats': 89, 'Uncooked rice': 185, Salt: 288 };
const by = (id) => document.getElementById(id);
const shown = (number) => String(number < 10 ? Math.round(number * 10) / 10 : Math.round(number));
const read = (id) => Number.parseFloat(by(id).value.replace(',', '.'));

function cell(row, name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  row.append(made);
  return made;
}

function fill() {
  for (const [what, grams] of Object.entries(cups)) {
    by('of').append(new Option(what, String(grams)));
    const row = document.createElement('tr');
    cell(row, 'th', what).scope = 'row';
    for (const part of [1, 16, 48]) cell(row, 'td', `${shown(grams / part)} g`);
    by('rows').append(row);
  }
}

function weigh() {
  const grams = (read('amount') * Number(by('unit').value) * Number(by('of').value)) / 240;
  by('grams').value = Number.isFinite(grams) ? `${shown(grams)} g` : 'Type a number.';
}

function heat() {
  const degrees = read('degrees');
  const [other, mark] = by('scale').value === 'c' ? [degrees * 1.8 + 32, 'Fahrenheit'] : [(degrees - 32) / 1.8, 'Celsius'];
  by('heat').value = Number.isFinite(other) ? `${Math.round(other)} degrees ${mark}` : 'Type a number.';
}

fill();
weigh();
heat();
by('weight').addEventListener('input', weigh);
by('oven').addEventListener('input', heat);
for (const form of document.forms) form.addEventListener('submit', (event) => event.preventDefault());
