// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, expect, test } from "vitest";
import { Named } from "./named.tsx";

afterEach(cleanup);

test.each(["\ud800", "a\u0000b"])("A3: the server leaves %j to the browser, which draws it", (name) => {
  const drawn = (
    <Named name={name}>
      <h1>{name}</h1>
    </Named>
  );
  expect(renderToString(drawn)).toBe("");
  render(drawn);
  expect(screen.getByRole("heading").textContent).toBe(name);
});

test("A3: a name that fits is in what the server sends", () => {
  expect(renderToString(<Named name="mail">mail</Named>)).toBe("mail");
});
