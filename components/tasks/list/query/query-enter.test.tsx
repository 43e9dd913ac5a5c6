// @vitest-environment jsdom
// Guards: Enter before the input that suggests has come is not followed by suggestions over the list that was asked for.
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, expect, it } from "vitest";
import { QueryInput } from "./query-input.tsx";

// What is fetched on first use comes late on a machine under load.
configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

it("does not open over the list of what was entered before it came", async () => {
  render(
    <QueryInput
      value="state:fa"
      suggestions={[{ insert: "failed", head: "state:", value: "failed", hint: "3", open: false }]}
      placeholder=""
      anchor={createRef()}
      jump={{ current: null }}
      wrong={null}
      onCaret={() => undefined}
      onScrolled={() => undefined}
      onType={() => undefined}
      onChoose={() => undefined}
      onKeyDown={() => undefined}
      onHighlight={() => undefined}
    />,
  );
  const plain = screen.getByRole("combobox");
  plain.focus();
  fireEvent.change(plain, { target: { value: "state:f" } });
  fireEvent.keyDown(plain, { key: "Enter" });
  await waitFor(() => expect(screen.getByRole("combobox")).not.toBe(plain));
  expect(screen.getByRole("combobox").getAttribute("aria-expanded")).toBe("false");
});
