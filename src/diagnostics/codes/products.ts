import { error, list, warning } from '../entry';

/** Mistakes that only somebody who knows the product can name. */
export const products = {
  'k3s/no-server': error<{ name: string; address: string }>({
    message: ({ name, address }) => `${name} has no server: no node has the address of the cluster, ${address}`,
    fix: () => 'give the node that shall keep the state of the cluster that address, in steading:cluster.nodes',
    explain: 'The node at the address of the cluster is the server; the others join it there.',
  }),
  'k3s/no-address': error<{ name: string; node: string }>({
    message: ({ name, node }) => `${name} is to prepare node '${node}', which has no address`,
    fix: ({ node }) => `say ${node}'s address in steading:cluster.nodes`,
    explain: 'Nodes are prepared over SSH.',
  }),
  'k3s/state-on-sd': warning<{ host: string }>({
    message: ({ host }) => `the state of the cluster stands on ${host}, which has an SD card`,
    fix: ({ host }) => `make another host the server, or put an SSD into ${host} and say disk: ssd`,
    explain:
      "k3s writes to its datastore all the time, some ten gigabytes a day with a dozen nodes. An SD card wears out within months, and with it goes the cluster. k3s' own documentation asks for an SSD.",
  }),
  'arc/no-api-server': error<{ name: string; namespace: string }>({
    message: ({ name, namespace }) =>
      `${name} asks the API server, which namespace '${namespace}' lets nobody reach: it denies traffic`,
    fix: ({ namespace }) =>
      `leave \`traffic: 'denied'\` away from '${namespace}'; runners are in a namespace of their own`,
    explain:
      'The controller and its listeners watch and make objects. Packets to the API server go to the address of a node, which no connection of a stack names, so default deny drops them and no runner is ever made.',
  }),
  'ollama/model-too-large': error<{ name: string; model: string; size: string; room: string; where: string }>({
    message: ({ name, model, size, room, where }) =>
      `'${model}' takes ${size} when it runs, ${name} has ${room} ${where}`,
    fix: () => 'take a smaller model or a smaller quantisation of it, or give it more memory',
    explain:
      'A model that does not fit is run by the processor in part, many times slower, or not at all. Beside its weights it needs room for the context, which its stated size includes.',
  }),
  'litellm/no-models': error<{ name: string }>({
    message: ({ name }) => `${name} serves no model`,
    fix: () => 'call route(model, server)',
    explain: 'LiteLLM with an empty model_list starts and answers every request with an error.',
  }),
  'litellm/duplicate-model': error<{ name: string; model: string }>({
    message: ({ name, model }) => `${name} already serves '${model}'`,
    fix: () => 'give one route another model name',
    explain:
      'Two routes of one name are a load balancer for LiteLLM. Steading asks for that to be said, not to happen.',
  }),
  'prometheus/no-pods': error<{ name: string; endpoint: string }>({
    message: ({ name, endpoint }) => `${name} is to collect metrics from '${endpoint}', which has no pods`,
    fix: () => 'scrape an endpoint of this cluster, or watch(endpoint, alert) to know whether it answers',
    explain: 'A PodMonitor finds pods by their labels. An address outside the cluster has neither pods nor labels.',
  }),
  'open-webui/no-llm': error<{ name: string }>({
    message: ({ name }) => `${name} talks to no language model`,
    fix: () => 'call use(server)',
    explain: 'Without an address Open WebUI falls back to api.openai.com.',
  }),
  'open-webui/keeps-first-settings': warning<{ name: string; version: string }>({
    message: ({ name, version }) =>
      `${name} ${version} keeps in its database what was once saved in its settings, and then passes its environment over`,
    fix: () =>
      'take 0.6.3 or newer, which can be told to read its environment alone, or say it by hand after a change: `steading llm ENV switch` prints what',
    explain:
      'Version 0.5.16 knows no ENABLE_PERSISTENT_CONFIG: a value that its settings once saved wins over the variable of the same name (backend/open_webui/config.py, PersistentConfig). Lists of addresses and keys that differ in length are filled up and saved as well.',
  }),
  'open-webui/other-dimension': error<{ name: string; model: string; dimension: number; size: number }>({
    message: ({ name, model, dimension, size }) =>
      `${name} makes vectors of ${dimension} numbers with ${model}, the collections take ${size}`,
    fix: ({ dimension }) =>
      `say vectors: { size: ${dimension} }, or take a model of that size; collections that are there have to be made anew`,
    explain:
      'Qdrant refuses a vector whose length is not that of its collection: nothing is remembered, and answers from documents find nothing. How long the vectors of a model are stands in its repository, in 1_Pooling/config.json; the known ones are in constructs/open-webui/embeddings.ts.',
  }),
  'llm/differ': warning<{ one: string; several: readonly string[] }>({
    message: ({ one, several }) => `who asks one model asks ${one}, but open-webui offers ${list(several)}`,
    fix: ({ one }) => `leave steading:llm.openWebUi away, add ${one} to it, or say differs: true`,
    explain:
      'A switch changes steading:llm.variant alone. Where Open WebUI has a list of its own that does not name it, people chat with another model than the one that investigates, and a provider that was thought to be left is still asked.',
  }),
  'llm/shared-key': error<{ name: string; one: string; other: string }>({
    message: ({ name, one, other }) => `one key of secret '${name}' is for ${one} and for ${other}`,
    fix: () => 'give one of them a keySecret of its own',
    explain:
      'The key of one server would be sent to the other. Each provider has a key of its own name in a Secret; two servers of one kind need two Secrets.',
  }),
};
