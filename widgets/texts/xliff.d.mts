import type { Sections } from './files.mjs'

export function toXliff(language: string): Promise<string>
export function fromXliff(document: string): Promise<{ language: string; sections: Sections }>
export function gaps(language: string): Promise<{ missing: string[]; left: string[] }>
