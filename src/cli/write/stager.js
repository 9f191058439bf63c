// Plain JavaScript, since it is run by a thread of its own, too: such a thread starts in a tenth of the time that one with a compiler takes.
const fs = require('node:fs');
const { join } = require('node:path');
const { parentPort, workerData } = require('node:worker_threads');

function stageFiles(folder, files) {
  for (const [n, { mode, content }] of files.entries()) {
    try {
      const handle = fs.openSync(join(folder, String(n)), 'wx', mode);
      try {
        fs.fchmodSync(handle, mode);
        fs.writeFileSync(handle, content);
      } finally {
        fs.closeSync(handle);
      }
    } catch (error) {
      return { n, error };
    }
  }
  return undefined;
}

module.exports = { stageFiles };

if (workerData?.toStage) {
  const { folder, files } = workerData.toStage;
  const { n, error } = stageFiles(folder, files) ?? {};
  parentPort.postMessage(error && { n, code: error.code, message: error.message });
}
