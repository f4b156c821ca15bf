fn_spine('S10100', ['S10200', 'S10300'], 'latest')
