export const help = `waybill: from an OpenAPI document to types, a client and a connector

  waybill generate <document> --out DIR   write schema.d.ts, client.ts, connector.ts and shape.ts
                   --check                write nothing; exit with 1 where a file is not as it would be written
                   --name NAME            what the vendor is called (default: the document's title)
  waybill infer <document>                show the streams, and what could not be told
                   --json                 as JSON, with the evidence of each answer
                   --corpus --out DIR     as labelled documents are written, for a scorer
  waybill emulate <document> --port PORT  serve a stateful fake of the vendor (needs @waybill/emulator)

  --config FILE                           corrections (default: waybill.config.ts in this folder, where there is one)

A document is a path, a file: URL, or - for standard input; YAML or JSON; OpenAPI 2.0, 3.0, 3.1 or 3.2.
Exit codes: 0 done, 1 --check found a difference, 2 the command line or the document cannot be used.`;
