// Where numbers stand in a chart, and how they are said: days to x, points to y, paths, ranges. No colours, no sentences.
// Called by the charts and by the screens that tell estimates.
import { t } from '../../copy';
import type { Told } from '../../door/types';

export interface Spot { x: number; y: number }

export const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;

const at = ({ x, y }: Spot) => `${x.toFixed(1)} ${y.toFixed(1)}`;

export const lineOf = (spots: Spot[]): string => (spots.length < 2 ? '' : `M${spots.map(at).join('L')}`);

/** The ground between two lines that run the same way. */
export const areaOf = (upper: Spot[], lower: Spot[]): string => (upper.length < 2 ? '' : `M${[...upper, ...[...lower].reverse()].map(at).join('L')}Z`);

/** Many dots as one shape: a browser takes seconds for as many elements. Those at one place are drawn once. */
export const dustOf = (spots: Spot[]): string => [...new Set(spots.map((spot) => `M${at(spot)}h0`))].join('');

const formats = new Map<number, Intl.NumberFormat>();

/** A number as people write it, with so many places. */
export function plain(value: number, places = 0): string {
  let format = formats.get(places);
  if (format === undefined) formats.set(places, (format = new Intl.NumberFormat(t.locale, { maximumFractionDigits: places, minimumFractionDigits: places, useGrouping: false, signDisplay: 'negative' })));
  return format.format(value).replace('-', '\u2212');
}

export interface Said { middle: string; low: string; high: string }

export const said = ({ middle, low, high }: Told, places = 0): Said => ({ middle: plain(middle, places), low: plain(low, places), high: plain(high, places) });

/** Whole numbers that add up to the rounded sum: what was cut off goes to those that lost most of it. */
export function wholeParts(amounts: number[], sum: number): number[] {
  const floors = amounts.map(Math.floor);
  const order = amounts.map((amount, i) => ({ i, lost: amount - Math.floor(amount) })).sort((a, b) => b.lost - a.lost);
  let left = sum - floors.reduce((all, one) => all + one, 0);
  for (let turn = 0; left !== 0 && order.length > 0; turn += 1) {
    const { i } = order[(left > 0 ? turn : order.length - 1 - (turn % order.length)) % order.length] as { i: number };
    const step = Math.sign(left);
    floors[i] = (floors[i] ?? 0) + step;
    left -= step;
  }
  return floors;
}
