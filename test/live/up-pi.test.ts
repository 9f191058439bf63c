import { Keys } from '../../tools/hosts/keys';
import { lives } from './support/engine/environment';

const keys = new Keys();
afterAll(() => keys.remove());

lives('pi', 'direct', { machines: keys.hostKey().public });
