import { nodeIo, type DocumentIo } from "../load/read/io.ts";

/** Files that were asked for, whether they were there or not: a change of any of them may change what is generated. */
export interface RecordingIo {
  readonly io: DocumentIo;
  readonly asked: ReadonlySet<string>;
}

/** The same files, and what is read of them noted. */
export function recordingIo(io: DocumentIo = nodeIo): RecordingIo {
  const asked = new Set<string>();
  return {
    asked,
    io: {
      ...io,
      readText: (path) => {
        asked.add(path);
        return io.readText(path);
      },
      realPath: (path) => {
        asked.add(path);
        return io.realPath(path);
      },
    },
  };
}
