import { randomInt, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Inputs, StandIn } from './stand-in';

/** Draws passwords, once. */
export const random: StandIn = {
  diff(_asked, { result, ...before }, after) {
    const isChanged = !isDeepStrictEqual(before, after);
    return { isChanged, replaces: isChanged ? ['keepers'] : [] };
  },
  async create(_asked, inputs) {
    return { id: randomUUID(), outs: { ...inputs, result: drawn(inputs) } };
  },
  async update() {
    throw new Error('a password is never changed, but drawn anew');
  },
  async delete() {},
};

function drawn({ length, overrideSpecial }: Inputs): string {
  const characters = String(overrideSpecial);
  return Array.from({ length: Number(length) }, () => characters[randomInt(characters.length)]).join('');
}
