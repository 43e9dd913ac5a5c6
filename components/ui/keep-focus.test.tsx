// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { keepFocusWithin } from "./keep-focus.ts";

afterEach(cleanup);

function Popup(props: { readonly live: boolean }) {
  return (
    <div ref={keepFocusWithin} role="dialog" tabIndex={-1}>
      {props.live && <a href="/tasks/1">a task that runs</a>}
      <button type="button">Cancel</button>
    </div>
  );
}

test("the dialog takes the focus of what goes, and leaves it where it is otherwise", async () => {
  const { rerender } = render(<Popup live />);
  screen.getByRole("link").focus();
  rerender(<Popup live={false} />);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("dialog")));
  screen.getByRole("button").focus();
  rerender(<Popup live />);
  await Promise.resolve();
  expect(document.activeElement).toBe(screen.getByRole("button"));
});
