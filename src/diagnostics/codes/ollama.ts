import { error } from '../entry';

/** Ollama. */
export const ollama = {
  'ollama/model-too-large': error<{ name: string; model: string; size: string; room: string; where: string }>({
    message: ({ name, model, size, room, where }) =>
      `'${model}' takes ${size} when it runs, ${name} has ${room} ${where}`,
    fix: () => 'take a smaller model or a smaller quantisation of it, or give it more memory',
    explain:
      'A model that does not fit is run by the processor in part, many times slower, or not at all. Beside its weights it needs room for the context, which its stated size includes.',
  }),
};
