// @vitest-environment jsdom
// Guards: a button whose menu has not been fetched yet opens it all the same, tells so, and what is chosen is done.
import { cleanup, configure, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Menu, MenuCheck, MenuItem } from "./menu.tsx";

// What is fetched on first use comes late on a machine under load.
configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

function show(onOpenChange = vi.fn(), onSelect = vi.fn()) {
  render(
    <Menu trigger={<button type="button">Actions</button>} onOpenChange={onOpenChange}>
      <MenuItem onSelect={onSelect}>Ping</MenuItem>
      <MenuItem onSelect={onSelect} reason="It is offline.">
        Shut down
      </MenuItem>
      <MenuCheck checked onCheckedChange={() => undefined}>
        Queue
      </MenuCheck>
    </Menu>,
  );
  return { onOpenChange, onSelect };
}
const button = () => screen.getByRole("button", { name: "Actions" });

it("is a button that says it has a menu, and opens it at the first click", async () => {
  const { onOpenChange, onSelect } = show();
  expect(button().getAttribute("aria-haspopup")).toBe("menu");
  expect(screen.queryByRole("menu")).toBeNull();
  fireEvent.click(button(), { detail: 1 });
  expect(onOpenChange).toHaveBeenLastCalledWith(true);
  expect((await screen.findByRole("menuitemcheckbox", { name: "Queue" })).ariaChecked).not.toBe("false");
  fireEvent.click(screen.getByRole("menuitem", { name: /Shut down/ }));
  expect(onSelect).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("menuitem", { name: "Ping" }));
  expect(onSelect).toHaveBeenCalledTimes(1);
  expect(onOpenChange).toHaveBeenLastCalledWith(false);
});

it("opens by an arrow key, too", async () => {
  show();
  button().focus();
  fireEvent.keyDown(button(), { key: "ArrowDown" });
  expect(await screen.findByRole("menu")).toBeTruthy();
});
