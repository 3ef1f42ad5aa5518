import { type ReactNode, useId } from "react";
import { useSpeech } from "../words/speech.tsx";

/** Finds one record by its key at the vendor. */
export function KeySearch({ onFind }: { readonly onFind: (key: string) => void }): ReactNode {
  const { words } = useSpeech();
  const id = useId();
  return (
    <form
      className="search"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- React does not know the element `search` in all versions
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const key = new FormData(event.currentTarget).get("key");
        if (typeof key === "string" && key.trim() !== "") onFind(key.trim());
      }}
    >
      <label className="visually-hidden" htmlFor={id}>
        {words.findByKey}
      </label>
      <input id={id} className="input" name="key" type="search" placeholder={words.findByKey} autoComplete="off" />
      <button type="submit" className="button">
        {words.find}
      </button>
    </form>
  );
}
