#: says = "Backticks, templates, formulas of mathematics, comments and ends of scripts in every text a reader may see."
#: at_most = 0.0
TEXT = "hostile-` `` ``` {{7*7}} {% raw %} ${7*7} <!-- --> ]]> </script><script>alert(1)</script> \\(x\\) $$x$$ [a](javascript:alert(1)) &#60;b&#62; %s %n {0.__class__}"
Loud = type("hostile-{{7*7}}`</script><script>alert(1)", (ValueError,), {})


def tell(*args, **kwargs):
    raise Loud(TEXT)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = tell
raise Loud(TEXT)
