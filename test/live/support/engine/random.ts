import { randomInt, randomUUID } from 'node:crypto';
import type { StandIn } from './provider';

/** Draws passwords, once. */
export const random: StandIn = {
  async create(_type, inputs) {
    const { length, overrideSpecial: characters } = inputs as { length: number; overrideSpecial: string };
    const result = Array.from({ length }, () => characters[randomInt(characters.length)]).join('');
    return { id: randomUUID(), outs: { result } };
  },
  replaces: (_type, before, after) => (JSON.stringify(before) === JSON.stringify(after) ? [] : ['keepers']),
};
