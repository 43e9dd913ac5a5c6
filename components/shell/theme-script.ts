// Runs in <head>, before the first paint, so that the page never flashes in the wrong theme.

/** Where the choice is kept in the browser's storage. */
export const THEME_KEY = "umbel.theme";

export const THEME_SCRIPT = `try{var t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}`;
