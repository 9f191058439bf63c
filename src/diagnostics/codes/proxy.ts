import { warning } from '../entry';

/** Proxies in front of an API server. */
export const proxy = {
  'proxy/short-timeout': warning<{ object: string; seconds: number; directive: string; model: string; waits: number }>({
    message: ({ object, seconds, directive, model, waits }) =>
      `${object} gives up after ${seconds} s (${directive}) on answers of ${model}, for which callers wait ${waits} s`,
    fix: ({ directive, waits }) => `set ${directive} to ${waits}s`,
    explain:
      "A long prompt on a small machine takes minutes until the first word. OpenAI's client libraries wait 600 seconds for it, nginx 60 unless it is told otherwise; whoever gives up first cuts off an answer that the other one still waits for.",
  }),
};
