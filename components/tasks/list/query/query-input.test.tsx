// @vitest-environment jsdom
// Guards: when the input that suggests takes the plain one's place, focus, caret and text are as they were.
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useRef, useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { QueryInput } from "./query-input.tsx";

// What is fetched on first use comes late on a machine under load.
configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

function Box() {
  const [text, setText] = useState("state:");
  const anchor = useRef<HTMLDivElement>(null);
  const jump = useRef<number | null>(null);
  return (
    <div ref={anchor}>
      <QueryInput
        value={text}
        suggestions={[{ insert: "failed", head: "state:", value: "failed", hint: "3", open: false }]}
        placeholder=""
        anchor={anchor}
        jump={jump}
        wrong={null}
        onCaret={() => undefined}
        onScrolled={() => undefined}
        onType={setText}
        onChoose={setText}
        onKeyDown={() => undefined}
        onHighlight={() => undefined}
      />
    </div>
  );
}

it("takes over where the plain one was", async () => {
  render(<Box />);
  const plain = screen.getByRole<HTMLInputElement>("combobox");
  plain.focus();
  fireEvent.change(plain, { target: { value: "state:fa" } });
  plain.setSelectionRange(2, 4);
  const taken = await waitFor(() => {
    const input = screen.getByRole<HTMLInputElement>("combobox", { name: "Filter tasks" });
    expect(input).not.toBe(plain);
    return input;
  });
  expect(taken.value).toBe("state:fa");
  expect(document.activeElement).toBe(taken);
  expect([taken.selectionStart, taken.selectionEnd]).toEqual([2, 4]);
  expect(await screen.findByRole("option", { name: /failed/ })).toBeTruthy();
});

it("waits for the end of a word that is being composed", async () => {
  render(<Box />);
  const plain = screen.getByRole("combobox");
  fireEvent.compositionStart(plain);
  plain.focus();
  await act(() => vi.dynamicImportSettled());
  expect(plain.isConnected).toBe(true);
  fireEvent.compositionEnd(plain);
  await waitFor(() => expect(plain.isConnected).toBe(false));
});
