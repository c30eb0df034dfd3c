/* What a page can do beyond links: copy the triples it shows. */
"use strict";
for (const button of document.querySelectorAll("button[data-copy]")) {
  const usual = button.textContent;
  button.addEventListener("click", async () => {
    let told = button.dataset.done;
    try {
      const answer = await fetch(button.dataset.copy, { headers: { Accept: "text/turtle" } });
      if (!answer.ok) throw new Error(answer.statusText);
      await navigator.clipboard.writeText(await answer.text());
    } catch {
      told = button.dataset.failed;
    }
    button.textContent = told;
    setTimeout(() => { button.textContent = usual; }, 2500);
  });
}
for (const choice of document.querySelectorAll(".filters select[name]")) choice.addEventListener("change", () => choice.form.requestSubmit());
