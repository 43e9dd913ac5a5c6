// Tailwind is the one PostCSS plugin; it reads its configuration from app/globals.css.
export default { plugins: { "@tailwindcss/postcss": {} } };
