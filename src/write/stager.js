// Plain JavaScript, since it is run by a thread of its own, too: such a thread starts in a tenth of the time that one with a compiler takes.
const fs = require('node:fs');
const { dirname, join } = require('node:path');
const { parentPort, workerData } = require('node:worker_threads');

function newFolder(path) {
  fs.mkdirSync(path, 0o755);
  const { mode } = fs.lstatSync(path);
  if ((mode & 0o777) !== 0o755) fs.chmodSync(path, (mode & 0o7000) | 0o755);
}

function newFile(path, mode, content) {
  const handle = fs.openSync(path, 'wx', mode);
  try {
    fs.fchmodSync(handle, mode);
    fs.writeFileSync(handle, content);
  } finally {
    fs.closeSync(handle);
  }
}

function stageFiles(folder, files) {
  const made = new Set(['.']);
  const make = (path) => {
    if (made.has(path)) return;
    make(dirname(path));
    newFolder(join(folder, path));
    made.add(path);
  };
  for (const [n, { path, mode, content }] of files.entries()) {
    try {
      make(dirname(path));
      newFile(join(folder, path), mode, content);
    } catch (error) {
      return { n, error };
    }
  }
  return undefined;
}

module.exports = { newFolder, stageFiles };

if (workerData?.toStage) {
  const { folder, files } = workerData.toStage;
  const { n, error } = stageFiles(folder, files) ?? {};
  parentPort.postMessage(error && { n, code: error.code, message: error.message });
}
