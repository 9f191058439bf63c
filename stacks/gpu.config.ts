import * as v from 'valibot';
import { cidr, fields, releaseVersion, size, text } from '../src';

/** `steading:firewall`: networks that may use what runs here. */
export const firewall = fields({ networks: v.array(cidr, 'a list of networks') });

/** `steading:models`: what Ollama holds, with the memory that each takes when it runs. */
export const models = v.array(fields({ name: text, size }), 'a list of models');

/** `steading:sizes`: room on disk. */
export const sizes = fields({ comfyui: size, ollama: size, whisper: size });

/** `steading:memory`: the most that each may take of the host's memory. */
export const memory = fields({ comfyui: size, ollama: size, whisper: size });

/** `steading:versions`: what runs, and which model transcribes. */
export const versions = fields({ comfyui: text, ollama: releaseVersion, whisper: releaseVersion, whisperModel: text });
