fn_batch_diff(1, 2)
