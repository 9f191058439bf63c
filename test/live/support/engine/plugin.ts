// Child process: a stand-in for one of Pulumi's plugins, which the engine itself starts: `node --import tsx plugin.ts kubernetes|command|random`. Prints its port.
import { Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { PluginInfo } from '@pulumi/pulumi/proto/plugin_pb';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb';
import * as pb from '@pulumi/pulumi/proto/provider_pb';
import { Status } from '@pulumi/pulumi/proto/status_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { type JavaScriptValue, Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { command } from './command';
import { unmarked } from './helm';
import { kubernetes } from './kubernetes';
import { closed, hasUnknown, opened } from './marks';
import { random } from './random';
import { type Asked, type Inputs, PartlyMade, type StandIn } from './stand-in';

interface Request {
  getUrn(): string;
  getPreview?(): boolean;
  getTimeout?(): number;
}

function asked(request: Request): Asked {
  const urn = request.getUrn();
  const [, , types = ''] = urn.split('::');
  const isPreview = request.getPreview?.() ?? false;
  return { urn, type: types.split('$').at(-1) ?? '', isPreview, timeout: request.getTimeout?.() ?? 0 };
}

const marked = (given: Struct | undefined): Inputs => given?.toJavaScript() ?? {};
const plain = (given: Struct | undefined): Inputs => opened(marked(given)) as Inputs;
/** What is kept of a resource. */
function state(request: Request, given: Struct | undefined): Inputs {
  if (unmarked(asked(request).type, marked(given))) throw new Error('panic: the inputs of a release are no secret');
  return plain(given);
}
const struct = (value: unknown): Struct => Struct.fromJavaScript(value as { [key: string]: JavaScriptValue });
/** What is kept has the marks of secrets that the inputs have. */
const kept = (outs: Inputs, inputs: Inputs): Struct => struct(closed(outs, { ...inputs, __inputs: inputs }));

/** As a plugin says that something is there, and not yet what it is to be. */
function details({ made, message }: PartlyMade, inputs: Inputs): Metadata {
  const partly = new pb.ErrorResourceInitFailed().setId(made.id).setProperties(kept(made.outs, inputs));
  partly.setReasonsList([message]);
  if (made.inputs) partly.setInputs(struct(closed(made.inputs, inputs)));
  const detail = new Any();
  detail.pack(partly.serializeBinary(), 'pulumirpc.ErrorResourceInitFailed');
  const whole = new Status().setCode(status.UNKNOWN).setMessage(message).setDetailsList([detail]);
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(whole.serializeBinary()));
  return metadata;
}

/** How many requests are worked at; whether the engine is still there to hear the answer does not matter. */
let running = 0;

type Handler<Q, R> = (call: { readonly request: Q }, reply: (error: object | null, response?: R) => void) => void;

/** `inputs` of a request have the marks that what is kept of a failure is to have. */
function handler<Q, R>(
  work: (request: Q) => R | Promise<R>,
  inputs: (request: Q) => Inputs = () => ({}),
): Handler<Q, R> {
  return ({ request }, reply) => {
    running++;
    Promise.resolve(request)
      .then(work)
      .then((response) => reply(null, response))
      .catch((error: Error) => {
        const metadata = error instanceof PartlyMade ? { metadata: details(error, inputs(request)) } : {};
        reply({ code: status.UNKNOWN, details: error.message, ...metadata });
      })
      .finally(() => {
        running--;
      });
  };
}

const PACKAGE = process.argv[2] ?? '';

function service(standIn: StandIn) {
  return {
    getPluginInfo: handler(() => new PluginInfo().setVersion(require(`@pulumi/${PACKAGE}/package.json`).version)),
    getSchema: handler(() => new pb.GetSchemaResponse().setSchema('{}')),
    checkConfig: handler((request: pb.CheckRequest) => new pb.CheckResponse().setInputs(request.getNews())),
    diffConfig: handler((request: pb.DiffRequest) => {
      const replaces = standIn.replacing?.(plain(request.getOlds()), plain(request.getNews())) ?? [];
      return new pb.DiffResponse().setReplacesList([...replaces]);
    }),
    configure: handler(async (request: pb.ConfigureRequest) => {
      const all = request.getVariablesMap().toArray() as [string, string][];
      const settings = all.map(([key, value]) => [key.replace(`${PACKAGE}:config:`, ''), value]);
      await standIn.configure?.(Object.fromEntries(settings));
      return new pb.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(standIn.previews ?? false);
    }),
    check: handler(async (request: pb.CheckRequest) => {
      const news = plain(request.getNews());
      const wrong = hasUnknown(news) ? [] : ((await standIn.check?.(asked(request), news)) ?? []);
      const failures = wrong.map((reason) => new pb.CheckFailure().setReason(reason));
      return new pb.CheckResponse().setInputs(request.getNews()).setFailuresList(failures);
    }),
    diff: handler((request: pb.DiffRequest) => {
      const { isChanged, replaces, deleteBeforeReplace = false } = standIn.diff(asked(request), ...compared(request));
      const { DIFF_SOME, DIFF_NONE } = pb.DiffResponse.DiffChanges;
      return new pb.DiffResponse()
        .setChanges(isChanged ? DIFF_SOME : DIFF_NONE)
        .setReplacesList([...replaces])
        .setDeletebeforereplace(deleteBeforeReplace);
    }),
    create: handler(
      async (request: pb.CreateRequest) => {
        const inputs = plain(request.getProperties());
        if (request.getPreview() && hasUnknown(inputs))
          return new pb.CreateResponse().setProperties(request.getProperties());
        const { id, outs } = await standIn.create(asked(request), inputs);
        return new pb.CreateResponse().setId(id).setProperties(kept(outs, marked(request.getProperties())));
      },
      (request) => marked(request.getProperties()),
    ),
    update: handler(
      async (request: pb.UpdateRequest) => {
        const inputs = plain(request.getNews());
        if (request.getPreview() && hasUnknown(inputs)) return new pb.UpdateResponse().setProperties(request.getNews());
        const outs = await standIn.update(asked(request), request.getId(), state(request, request.getOlds()), inputs);
        return new pb.UpdateResponse().setProperties(kept(outs, marked(request.getNews())));
      },
      (request) => marked(request.getNews()),
    ),
    read: handler(
      async (request: pb.ReadRequest) => {
        const [before, inputs] = [state(request, request.getProperties()), plain(request.getInputs())];
        if (!standIn.read)
          return new pb.ReadResponse()
            .setId(request.getId())
            .setProperties(request.getProperties())
            .setInputs(request.getInputs());
        const found = await standIn.read(asked(request), request.getId(), before, inputs);
        if (!found) return new pb.ReadResponse();
        const known = marked(request.getInputs());
        return new pb.ReadResponse()
          .setId(found.id)
          .setProperties(kept(found.outs, known))
          .setInputs(struct(closed(found.inputs ?? inputs, known)));
      },
      (request) => marked(request.getInputs()),
    ),
    delete: handler(async (request: pb.DeleteRequest) => {
      await standIn.delete(asked(request), request.getId(), state(request, request.getProperties()));
      return new Empty();
    }),
    cancel: handler(() => new Empty()),
  };
}

/** What is compared: all but what is to be ignored, of which a stand-in knows whole properties. */
function compared(request: pb.DiffRequest): [before: Inputs, after: Inputs] {
  const ignored = request.getIgnorechangesList();
  const without = (inputs: Inputs) =>
    Object.fromEntries(Object.entries(inputs).filter(([key]) => !ignored.includes(key)));
  const before = without(state(request, request.getOlds()));
  const { __inputs: inputs } = before;
  return [
    { ...before, ...(inputs !== undefined && { __inputs: without(inputs as Inputs) }) },
    without(plain(request.getNews())),
  ];
}

const STAND_INS: Readonly<Record<string, StandIn>> = { command, kubernetes, random };

const standIn = STAND_INS[PACKAGE];
if (!standIn) throw new Error(`no stand-in for '${PACKAGE}'`);
const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
server.addService(ResourceProviderService, service(standIn));
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
// As a plugin does whose engine is gone: what was begun is finished, and nothing else.
const engine = process.ppid;
setInterval(() => {
  if (process.ppid !== engine && running === 0) process.exit();
}, 500);
