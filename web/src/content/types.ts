// What the files in content/ hold. content/README.md says where each came from. Types only.
import type { ScriptWord } from '../door/types';

export type Topic = 'domestic_abuse' | 'suicide' | 'general' | 'child';

export interface Line {
  id: string;
  country: string;
  topic: Topic;
  name: string;
  /** As people write it inside the country, and as a phone dials it: in step with each other, never changed. */
  phone: string[];
  dial: string[];
  text: string | null;
  web: string | null;
  hours: string | null;
  languages: string[];
  audience: string | null;
  scope: string;
  gathered_on: string;
  /** Letters of content/README.md: where these facts agree. */
  sources: string[];
  note?: string;
}

export interface Country {
  country: string;
  /** Time zones of the country; the first one is the clock of its national lines. */
  zones: string[];
  /** Empty when no number is known well enough to be shown. */
  emergency: { number: string; use: string }[];
}

export interface Helplines {
  gathered_on: string;
  countries: Country[];
  lines: Line[];
  directories: { name: string; web: string }[];
}

export interface Source {
  authors: string;
  year: number;
  title: string;
  journal: string;
}

/** strong: several trials or a careful summary of many studies. some: several studies. early: one, or only in a lab. craft: none. */
export type Grade = 'strong' | 'some' | 'early' | 'craft';

interface Card {
  id: string;
  text: string;
  why: string;
  source: Source | null;
  grade: Grade;
  /** Who of the trade has read it: nobody yet. */
  review: 'none';
}

export interface SmallAct extends Card {
  /** Needs nobody else. */
  solo: boolean;
  /** Asks for nothing but rest and one's own body: fits while there is a concern about safety. */
  in_fear?: true;
  /** Words of core/event/words.h: moments after which it fits, and moments after which it is not offered. */
  moments: string[];
  not_when: string[];
}

export interface Exercise extends Card {
  in_s: number;
  out_s: number;
}

export interface Question {
  id: string;
  text: string;
  /** 1 light, 2 nearer, 3 deep. */
  depth: 1 | 2 | 3;
}

/** What somebody may choose on the way: something to do, or words that a card of help answers. */
export interface Option {
  says: string;
  act?: 'breathe' | 'write' | 'do' | 'draft';
  text?: string[];
  script?: ScriptWord;
}

/** One screen of a path. `slow`: a breath first. `choice`: what was chosen at `ask`. `people`: the last one. */
export interface Step {
  kind: 'slow' | 'notice' | 'ask' | 'believe' | 'choice' | 'people';
  title?: string;
  text?: string[];
  options?: Option[];
}

/** A written way through a common moment: notice, what would help, the feeling believed, one small choice, people. */
export interface Path {
  id: string;
  says: string;
  tier: 'T0' | 'T1';
  /** Leads towards the other person: rests where there was a concern. */
  toward?: true;
  /** Not on the list: what follows words of one's own. */
  typed?: true;
  source: Source | null;
  grade: Grade;
  review: 'none';
  steps: Step[];
}

/** Words for feelings and needs. A body sign points to families, a faux feeling to the families that often lie under it. */
export interface Feelings {
  body: { id: string; says: string; families: string[] }[];
  families: { id: string; says: string; words: string[] }[];
  /** `afraid`: the word may tell of danger, so Shelter is named beside it. */
  faux: { word: string; under: string[]; afraid?: true }[];
  needs: { id: string; says: string; words: string[] }[];
}
