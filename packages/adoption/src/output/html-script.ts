/** The filter of the sites; the report reads the same without it. */
export const SCRIPT = `
const form = document.getElementById("filter");
if (form) {
  const rows = [...document.querySelectorAll("#sites tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const show = () => {
    const words = document.getElementById("words").value.toLowerCase().split(/\\s+/).filter(Boolean);
    const kinds = new Set([...form.querySelectorAll("input[name=kind]:checked")].map((box) => box.value));
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !kinds.has(row.dataset.kind) || !words.every((word) => texts[index].includes(word));
      if (!row.hidden) shown += 1;
    });
    document.getElementById("shown").textContent = shown + " of " + rows.length;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
}
`;
