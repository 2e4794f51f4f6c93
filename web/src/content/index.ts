// Cards as data, loaded when a screen wants them.
export interface SmallAct { id: string; text: string; why: string; source?: { authors: string; year: number; title: string; journal: string }; grade: string; solo: boolean; moments: string[]; not_when: string[] }
export interface Question { id: string; text: string; depth: number }
export async function smallActs(): Promise<SmallAct[]> { return []; }
export async function questions(): Promise<Question[]> { return []; }
