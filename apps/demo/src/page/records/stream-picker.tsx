import type { ReactNode } from "react";
import { useSpeech } from "../words/speech.tsx";
import { streamName } from "../words/terms/terms.ts";

/** With more streams than this, a list to choose from reads better than a row. */
const mostInARow = 6;

interface StreamPickerProps {
  readonly streams: readonly string[];
  readonly chosen: string;
  readonly onChoose: (stream: string) => void;
}

/** Which stream's records to look at. */
export function StreamPicker(props: StreamPickerProps): ReactNode {
  return props.streams.length > mostInARow ? <PickFromList {...props} /> : <PickFromRow {...props} />;
}

function PickFromRow({ streams, chosen, onChoose }: StreamPickerProps): ReactNode {
  const { words, terms } = useSpeech();
  return (
    <fieldset className="picker">
      <legend className="visually-hidden">{words.records}</legend>
      {streams.map((stream) => (
        <label key={stream}>
          <input
            className="visually-hidden"
            type="radio"
            name="stream"
            checked={stream === chosen}
            onChange={() => {
              onChoose(stream);
            }}
          />
          {streamName(terms, stream)}
        </label>
      ))}
    </fieldset>
  );
}

function PickFromList({ streams, chosen, onChoose }: StreamPickerProps): ReactNode {
  const { words, terms } = useSpeech();
  return (
    <div className="picker">
      <select
        className="select"
        aria-label={words.records}
        value={chosen}
        onChange={(event) => {
          onChoose(event.target.value);
        }}
      >
        {streams.map((stream) => (
          <option key={stream} value={stream}>
            {streamName(terms, stream)}
          </option>
        ))}
      </select>
    </div>
  );
}
