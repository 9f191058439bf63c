import fc from 'fast-check';

/** The same at every run; `SEED=2 npx jest …` is another one. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

export default fc;
