fn_distribution('owners_committee_party_coverage_rate', 'S10100', '2023')
