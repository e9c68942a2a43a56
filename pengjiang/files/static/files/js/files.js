// After an upload the list of files is fetched again; htmx then keeps it fresh while the worker is busy.
document.addEventListener("uploaded", (event) => {
  const form = event.target.closest("[data-files-refresh]");
  const list = form && document.getElementById(form.dataset.filesTarget);
  if (list && window.htmx) window.htmx.ajax("GET", form.dataset.filesRefresh, { target: list, swap: "outerHTML" });
});
