/**
 * How many numbers a vector of a model has: `word_embedding_dimension` in `1_Pooling/config.json` of its repository on huggingface.co.
 * What is not in here is not known to be wrong.
 */
export const DIMENSIONS: ReadonlyMap<string, number> = new Map([
  ['sentence-transformers/all-MiniLM-L6-v2', 384],
  ['sentence-transformers/all-MiniLM-L12-v2', 384],
  ['sentence-transformers/all-mpnet-base-v2', 768],
  ['sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2', 384],
  ['sentence-transformers/paraphrase-multilingual-mpnet-base-v2', 768],
  ['BAAI/bge-small-en-v1.5', 384],
  ['BAAI/bge-base-en-v1.5', 768],
  ['BAAI/bge-large-en-v1.5', 1024],
  ['BAAI/bge-m3', 1024],
  ['intfloat/multilingual-e5-small', 384],
  ['intfloat/multilingual-e5-base', 768],
  ['intfloat/multilingual-e5-large', 1024],
]);
